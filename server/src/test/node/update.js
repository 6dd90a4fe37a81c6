"use strict"
// An installed app for Windows looks for an update and downloads it; prints what it found as JSON.
require("./port.js")
const path = require("path")
process.resourcesPath = process.env.APP_FOLDER
const { NsisUpdater } = require("electron-updater/out/NsisUpdater")

async function main() {
  const updater = new NsisUpdater()
  updater.logger = { info: console.error, warn: console.error, error: console.error, debug: console.error }
  // Lets the updater take this machine for Windows, and fail rather than fall back to a whole download.
  updater._testOnlyOptions = { platform: "win32", isUseDifferentialDownload: process.env.DIFFERENTIAL === "true" }
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  updater.addAuthHeader(process.env.AUTHORIZATION)
  let transferred = null
  updater.on("download-progress", progress => (transferred = progress.transferred))
  const found = await updater.checkForUpdates()
  const files = found.isUpdateAvailable ? await updater.downloadUpdate() : []
  console.log(
    JSON.stringify({
      available: found.isUpdateAvailable,
      version: found.updateInfo.version,
      file: files.length === 0 ? null : path.resolve(files[0]),
      transferred,
    })
  )
}

main().catch(error => {
  console.error(error)
  process.exitCode = 1
})
