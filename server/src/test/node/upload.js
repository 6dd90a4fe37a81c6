"use strict"
// Uploads a file in pieces: stops in the middle, goes on as a program that was started anew, and gives another upload up.
// Prints where it went on, and what the server says of the upload that was given up.
const fs = require("fs")
const tus = require("tus-js-client")

const { SERVER_URL: server, TOKEN: token, RELEASE: release, UPLOADS: uploads, UPLOAD_FILE: file } = process.env
const piece = 512 * 1024

function start(filename, observe) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(fs.createReadStream(file), {
      endpoint: `${server}/-/uploads`,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { release, filename, filetype: "application/zip" },
      chunkSize: piece,
      retryDelays: [0, 100, 500],
      urlStorage: new tus.FileUrlStorage(uploads),
      removeFingerprintOnSuccess: true,
      onError: reject,
      onSuccess: () => resolve(upload),
      onChunkComplete: (size, accepted) => observe(upload, accepted, resolve),
    })
    upload.findPreviousUploads().then(previous => {
      if (previous.length > 0) upload.resumeFromPreviousUpload(previous[0])
      upload.start()
    }, reject)
  })
}

async function main() {
  const stop = (upload, accepted, resolve) => {
    if (accepted >= 2 * piece) upload.abort().then(() => resolve(upload))
  }
  await start("app.zip", stop)
  const accepted = []
  await start("app.zip", (upload, sent) => accepted.push(sent))
  const unwanted = await start("unwanted.zip", stop)
  await unwanted.abort(true)
  const asked = await fetch(unwanted.url, {
    method: "HEAD", headers: { Authorization: `Bearer ${token}`, "Tus-Resumable": "1.0.0" },
  })
  console.log(JSON.stringify({ first: accepted[0], last: accepted.at(-1), gone: asked.status }))
}

main().catch(error => {
  console.error(error)
  process.exitCode = 1
})
