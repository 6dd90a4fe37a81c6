// Sends files of a release in pieces by tus 1.0: they go on where they stopped, also after the page was left.

const PIECE = 64 * 1024 * 1024;
const TRIES = 8;
const area = document.getElementById("upload");
const list = document.getElementById("upload-list");
const said = document.getElementById("upload-said");
const PASSING = new Set([0, 408, 409, 429, 500, 502, 503, 504]);

const size = (bytes) => bytes < 1024 * 1024
  ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class Failure extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

class Upload {
  constructor(file) {
    this.file = file;
    this.key = `slipway-upload ${area.dataset.release} ${file.name} ${file.size} ${file.lastModified}`;
    this.row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.row.querySelector(".upload-name").textContent = file.name;
    this.bar = this.row.querySelector("progress");
    this.bar.setAttribute("aria-label", `Progress of ${file.name}`);
    for (const action of ["pause", "resume", "cancel"]) {
      const button = this.row.querySelector(`[data-action=${action}]`);
      button.setAttribute("aria-label", `${button.textContent} ${file.name}`);
      button.addEventListener("click", () => this[action]());
    }
    list.append(this.row);
    this.start();
  }

  show(state, text) {
    this.state = state;
    this.row.dataset.state = state;
    this.row.querySelector(".upload-state").textContent = text;
    this.row.querySelector("[data-action=pause]").hidden = state !== "sending";
    this.row.querySelector("[data-action=resume]").hidden = state !== "paused" && state !== "failed";
    this.row.querySelector("[data-action=cancel]").hidden = state === "done" || state === "cancelled";
  }

  ask(method, url, headers = {}, body = null, progress = null) {
    return new Promise((resolve, reject) => {
      const request = this.request = new XMLHttpRequest();
      request.open(method, url);
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      request.setRequestHeader("X-CSRF-Token", area.dataset.token);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded));
      request.addEventListener("load", () => {
        if (request.status < 300) return resolve(request);
        let message = `The server answered ${request.status}.`;
        try { message = JSON.parse(request.responseText).errors[0].detail; } catch { /* no words */ }
        reject(new Failure(request.status, message));
      });
      request.addEventListener("error", () => reject(new Failure(0, "The connection was lost.")));
      request.addEventListener("abort", () => reject(new Failure(-1, "Stopped.")));
      request.send(body);
    });
  }

  /** Where the server stands; a new upload when it knows of none. */
  async locate() {
    const known = localStorage.getItem(this.key);
    if (known) {
      try {
        const reply = await this.ask("HEAD", known);
        this.url = known;
        return Number(reply.getResponseHeader("Upload-Offset"));
      } catch (failure) {
        if (failure.status !== 404 && failure.status !== 403) throw failure;
        localStorage.removeItem(this.key);
      }
    }
    const type = this.file.type ? `,filetype ${base64(this.file.type)}` : "";
    const reply = await this.ask("POST", "/-/uploads", {
      "Upload-Length": this.file.size,
      "Upload-Metadata": `release ${base64(area.dataset.release)},filename ${base64(this.file.name)}${type}`,
    });
    this.url = reply.getResponseHeader("Location");
    localStorage.setItem(this.key, this.url);
    return Number(reply.getResponseHeader("Upload-Offset"));
  }

  async start() {
    this.stopped = false;
    for (let tries = 0; tries < TRIES && !this.stopped; tries++) {
      try {
        await this.send(() => { tries = 0; });
        return;
      } catch (failure) {
        if (this.stopped) return;
        if (!PASSING.has(failure.status)) {
          localStorage.removeItem(this.key);
          return this.fail(failure.message);
        }
        this.show("sending", `${failure.message} Trying again…`);
        await new Promise((resolve) => {
          setTimeout(resolve, Math.min(30_000, 500 * 2 ** tries));
          window.addEventListener("online", resolve, { once: true });
        });
      }
    }
    if (!this.stopped) this.fail("The connection was lost. What was sent is kept.");
  }

  async send(moved) {
    this.show("sending", "Starting…");
    let offset = await this.locate();
    while (offset < this.file.size) {
      const began = performance.now();
      const first = offset;
      const reply = await this.ask("PATCH", this.url,
        { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
        this.file.slice(offset, offset + PIECE),
        (sent) => this.progress(first + sent, sent / Math.max(1, performance.now() - began) * 1000));
      offset = Number(reply.getResponseHeader("Upload-Offset"));
      moved();
    }
    localStorage.removeItem(this.key);
    this.bar.value = 1;
    this.show("done", `Uploaded, ${size(this.file.size)}`);
    said.textContent = `${this.file.name} was uploaded.`;
    window.htmx.ajax("GET", location.pathname, { target: "#files", select: "#files", swap: "outerHTML" });
  }

  progress(sent, speed) {
    const share = this.file.size ? sent / this.file.size : 1;
    this.bar.value = share;
    this.show("sending", `${Math.floor(share * 100)}% · ${size(sent)} of ${size(this.file.size)} · ${size(speed)}/s`);
  }

  fail(message) {
    this.show("failed", message);
    said.textContent = `${this.file.name}: ${message}`;
  }

  pause() {
    this.stopped = true;
    this.request?.abort();
    this.show("paused", "Paused. What was sent is kept.");
  }

  resume() { this.start(); }

  async cancel() {
    this.stopped = true;
    this.request?.abort();
    this.show("cancelled", "Cancelled");
    localStorage.removeItem(this.key);
    for (let tries = 0; this.url && tries < TRIES; tries++) {
      try { return void await this.ask("DELETE", this.url); } catch (failure) {
        if (!PASSING.has(failure.status)) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }
}

const take = (files) => { for (const file of files) new Upload(file); };

if (area) {
  area.hidden = false;
  const input = area.querySelector("input[type=file]");
  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  area.addEventListener("dragover", (event) => { event.preventDefault(); area.classList.add("drop-over"); });
  area.addEventListener("dragleave", () => area.classList.remove("drop-over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("drop-over");
    take(event.dataTransfer.files);
  });
}
