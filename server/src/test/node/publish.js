"use strict"
// Publishes the files named on the command line, all at once, as electron-builder does.
require("./port.js")
const { CancellationToken } = require("builder-util-runtime")
const { KeygenPublisher } = require("electron-publish/out/keygenPublisher")

async function main() {
  const { ACCOUNT: account, PRODUCT: product, RELEASE_VERSION: version } = process.env
  const configuration = { provider: "keygen", host: "localhost", account, product, channel: "stable", platform: "win32" }
  const context = { cancellationToken: new CancellationToken(), progress: null }
  const publisher = new KeygenPublisher(context, configuration, version)
  await Promise.all(process.argv.slice(2).map(file => publisher.upload({ file, arch: null })))
}

main().catch(error => {
  console.error(error)
  process.exitCode = 1
})
