"use strict"
// These clients know a bare host name and port 443 only; a test's server has another port.
const https = require("https")

class TestServer extends https.Agent {
  createConnection(options, callback) {
    return super.createConnection({ ...options, host: "127.0.0.1", port: process.env.SERVER_PORT }, callback)
  }
}

https.globalAgent = new TestServer()
