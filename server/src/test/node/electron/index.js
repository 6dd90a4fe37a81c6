"use strict"
// As much of Electron as electron-updater needs to run without it: an app that is told who it is, and requests that treat
// redirects as Electron's do.
const { EventEmitter } = require("events")
const https = require("https")

class ClientRequest extends EventEmitter {
  // Electron's sessions are not those of TLS.
  constructor({ session, ...options }) {
    super()
    this.options = { ...options, headers: { ...options.headers } }
    this.aborted = false
  }

  setHeader(name, value) {
    this.options.headers[name] = value
  }

  setTimeout() {}

  end(body) {
    this.send(this.options, body)
  }

  abort() {
    this.aborted = true
    this.sent?.destroy()
  }

  followRedirect() {
    this.followed = true
  }

  send(options, body) {
    this.sent = https.request(options, response => this.receive(options, response))
    this.sent.on("error", error => this.aborted || this.emit("error", error))
    this.sent.end(body)
  }

  receive(options, response) {
    const location = response.headers.location
    if (location == null || response.statusCode < 300 || response.statusCode >= 400) {
      this.emit("response", response)
      return
    }
    response.resume()
    const target = new URL(location, `https://${options.hostname}${options.path}`)
    this.followed = options.redirect !== "manual"
    this.emit("redirect", response.statusCode, "GET", target.href)
    if (this.followed && !this.aborted) {
      this.send({ ...options, hostname: target.hostname, port: target.port, path: target.pathname + target.search })
    }
  }
}

exports.net = { request: options => new ClientRequest(options) }
exports.session = { fromPartition: () => ({}) }
exports.app = {
  isPackaged: true,
  whenReady: () => Promise.resolve(),
  getName: () => "Orbit",
  getVersion: () => process.env.APP_VERSION,
  getAppPath: () => process.env.APP_FOLDER,
  getPath: () => process.env.APP_FOLDER,
  once: () => {},
}
