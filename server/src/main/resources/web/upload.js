// Sends files of a release in pieces by tus 1.0: they go on where they stopped, also after the page was left. Takes over from
// the plain form, which sends them in one go.

const PIECE = 64 * 1024 * 1024;
const AT_ONCE = 3;
const TRIES = 10;
const LONGEST_PAUSE = 30;
const PASSING = new Set([0, 408, 409, 423, 429, 500, 502, 503, 504]);
const WHAT_TO_DO = {
  RELEASE_FROZEN: "Add the file to a new release.",
  STORAGE_LIMIT_REACHED: "Remove files that nobody needs any more, or ask for more room.",
  BODY_TOO_LARGE: "Put it elsewhere and add it as an external file, or ask whoever runs the server to take larger ones.",
};

const area = document.getElementById("upload");
const list = document.getElementById("upload-list");
const said = document.getElementById("upload-said");
const prefix = `slipway-upload ${area.dataset.release} `;
const uploads = new Map();
const queue = [];
let running = 0;

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const keyOf = (file) => `${prefix}${file.name} ${file.size} ${file.lastModified}`;

function size(bytes) {
  if (bytes < 1024) return `${bytes} byte${bytes === 1 ? "" : "s"}`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let value = bytes / 1024;
  while (value >= 1023.95 && units.length > 1) {
    value /= 1024;
    units.shift();
  }
  return `${value < 99.95 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0)} ${units[0]}`;
}

function duration(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

class Failure extends Error {
  constructor(method, status, message, code) { super(message); Object.assign(this, { method, status, code }); }
  get passes() { return PASSING.has(this.status) && !(this.code in WHAT_TO_DO); }
}

/** Asks the server; an answer that is none of success, or none at all, is thrown as a failure. */
function ask(method, url, { headers = {}, body = null, progress = null, signal = null } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("Tus-Resumable", "1.0.0");
    request.setRequestHeader("X-CSRF-Token", area.dataset.token);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("load", () => {
      if (request.status < 300) return resolve(request);
      let error = { detail: `The server answered ${request.status}` };
      try { error = JSON.parse(request.responseText).errors[0]; } catch { /* it has no words */ }
      reject(new Failure(method, request.status, error.detail, error.code));
    });
    request.addEventListener("error", () => reject(new Failure(method, 0, "The connection was lost")));
    request.addEventListener("abort", () => reject(new Failure(method, -1, "Stopped")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function advance() {
  while (running < AT_ONCE && queue.length) {
    running += 1;
    queue.shift().run().finally(() => { running -= 1; advance(); });
  }
}

class Upload {
  constructor(name, bytes, key, file) {
    Object.assign(this, { name, size: bytes, key, file, safe: 0, url: key && localStorage.getItem(key) });
    this.row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.row.querySelector(".upload-name").textContent = name;
    this.bar = this.row.querySelector("progress");
    this.bar.setAttribute("aria-label", `Progress of ${name}`);
    for (const button of this.row.querySelectorAll("[data-action]")) {
      button.setAttribute("aria-label", `${button.textContent} ${name}`);
      button.addEventListener("click", () => this.act(button.dataset.action));
    }
    list.append(this.row);
    if (key) uploads.set(key, this);
  }

  get active() { return ["queued", "sending", "waiting"].includes(this.state); }

  show(state, text) {
    const held = this.row.contains(document.activeElement) ? document.activeElement : null;
    this.state = this.row.dataset.state = state;
    this.row.querySelector(".upload-state").textContent = text;
    const actions = {
      queued: ["cancel"], sending: ["pause", "cancel"], waiting: ["now", "pause", "cancel"], paused: ["resume", "cancel"],
      failed: ["retry", "cancel"], unfinished: ["cancel"], signedOut: ["reload", "cancel"],
    }[state] ?? ["dismiss"];
    for (const button of this.row.querySelectorAll("[data-action]")) button.hidden = !actions.includes(button.dataset.action);
    if (held?.hidden) this.row.querySelector("[data-action]:not([hidden])").focus();
  }

  say(state, text) {
    this.show(state, text);
    said.textContent = `${this.name}: ${text}`;
  }

  act(action) {
    switch (action) {
      case "now": return this.wake();
      case "pause": return this.pause();
      case "cancel": return this.cancel();
      case "reload": return location.reload();
      case "dismiss": return this.dismiss();
      default: return this.start();
    }
  }

  start() {
    this.stopper = new AbortController();
    this.show("queued", "Waits for its turn.");
    queue.push(this);
    advance();
  }

  stop() {
    this.stopper?.abort();
    this.wake?.();
    const place = queue.indexOf(this);
    if (place >= 0) queue.splice(place, 1);
  }

  async run() {
    const { signal } = this.stopper;
    let [tries, best] = [0, -1];
    while (!signal.aborted) {
      try {
        return await this.send(signal);
      } catch (failure) {
        if (signal.aborted) return undefined;
        if (failure.status === 0 && !await this.readable()) return this.refuse("The file was changed or moved. Choose it again.");
        if (failure.status === 401) {
          return this.say("signedOut", "You are signed out. Sign in, and choose the file once more: what was sent is kept.");
        }
        const gone = failure.status === 404 && failure.method === "PATCH";
        if (gone) this.forget();
        if (!gone && !failure.passes) return this.refuse(this.explain(failure));
        tries = this.safe > best ? 1 : tries + 1;
        best = this.safe;
        if (tries > TRIES) return this.say("failed", `${failure.message}. What was sent is kept.`);
        await this.pauseBeforeNext(Math.min(LONGEST_PAUSE, 2 ** (tries - 1)), failure.message);
      }
    }
    return undefined;
  }

  /** Where the server stands; a new upload when it knows of none. */
  async locate(signal) {
    const known = localStorage.getItem(this.key);
    if (known) {
      try {
        this.url = known;
        return Number((await ask("HEAD", known, { signal })).getResponseHeader("Upload-Offset"));
      } catch (failure) {
        if (failure.status !== 404 && failure.status !== 403) throw failure;
        this.forget();
      }
    }
    const type = this.file.type ? `,filetype ${base64(this.file.type)}` : "";
    const metadata = `release ${base64(area.dataset.release)},filename ${base64(this.name)}${type}`;
    const reply = await ask("POST", "/-/uploads", { signal, headers: { "Upload-Length": this.size, "Upload-Metadata": metadata } });
    this.url = reply.getResponseHeader("Location");
    localStorage.setItem(this.key, this.url);
    return Number(reply.getResponseHeader("Upload-Offset"));
  }

  async send(signal) {
    this.show("sending", "Starting…");
    const replaces = [...document.querySelectorAll("#files [data-file]")]
      .some((row) => row.dataset.file.toLowerCase() === this.name.toLowerCase());
    this.safe = await this.locate(signal);
    this.samples = [];
    while (this.safe < this.size) {
      const first = this.safe;
      this.progress(first);
      const reply = await ask("PATCH", this.url, {
        signal,
        headers: { "Upload-Offset": first, "Content-Type": "application/offset+octet-stream" },
        body: this.file.slice(first, first + PIECE),
        progress: (sent) => this.progress(first + sent),
      });
      this.safe = Number(reply.getResponseHeader("Upload-Offset"));
    }
    this.forget();
    this.bar.value = 1;
    this.say("done", `Uploaded, ${size(this.size)}${replaces ? ", in place of the file of that name" : ""}.`);
    window.htmx.ajax("GET", location.pathname, { target: "#files", select: "#files", swap: "outerHTML" });
  }

  /** How far it is, with the speed of the last seconds. */
  progress(sent) {
    const now = performance.now();
    this.samples = [...this.samples.filter((sample) => now - sample.at < 5_000), { at: now, sent }];
    this.bar.value = sent / this.size;
    if (sent >= this.size) return this.show("sending", "All is sent. The server is checking it…");
    const [oldest] = this.samples;
    const speed = (sent - oldest.sent) / Math.max(1, now - oldest.at) * 1000;
    const pace = speed > 0 ? ` · ${size(speed)}/s · ${duration((this.size - sent) / speed)} left` : "";
    return this.show("sending", `${Math.floor(this.bar.value * 100)}% · ${size(sent)} of ${size(this.size)}${pace}`);
  }

  /** Waits, unless woken by a person or by a network that is back. */
  pauseBeforeNext(seconds, why) {
    return new Promise((resolve) => {
      let left = seconds;
      const text = () => `${why}. What was sent is kept. Trying again in ${duration(left)}.`;
      const timer = setInterval(() => { left -= 1; if (left > 0) this.show("waiting", text()); else this.wake(); }, 1_000);
      this.wake = () => {
        clearInterval(timer);
        window.removeEventListener("online", this.wake);
        resolve();
      };
      window.addEventListener("online", this.wake);
      this.say("waiting", text());
    });
  }

  readable() { return this.file.slice(0, 1).arrayBuffer().then(() => true, () => false); }

  explain(failure) {
    if (failure.status === 422) {
      const other = this.name.normalize("NFKD").replace(/[^A-Za-z0-9_.()[\]-]+/g, "-").slice(-256);
      return `Its name ${failure.message}. Rename it, for example to ${other}, and choose it again.`;
    }
    return `${failure.message}. ${WHAT_TO_DO[failure.code] ?? "Load the page again to see how things are now."}`;
  }

  refuse(text) {
    this.forget();
    uploads.delete(this.key);
    this.say("refused", text);
  }

  forget() {
    if (this.key) localStorage.removeItem(this.key);
    this.safe = 0;
  }

  pause() {
    this.stop();
    this.say("paused", `Paused at ${Math.floor(this.bar.value * 100)}%. What was sent is kept.`);
  }

  async cancel() {
    this.stop();
    this.forget();
    uploads.delete(this.key);
    this.say("cancelled", "Cancelled.");
    for (let tries = 0; this.url && tries < TRIES; tries++) {
      try {
        await ask("DELETE", this.url);
        return this.say("cancelled", "Cancelled. Nothing of it is kept.");
      } catch (failure) {
        if (!failure.passes) return undefined;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    return undefined;
  }

  dismiss() {
    this.row.remove();
    if (uploads.get(this.key) === this) uploads.delete(this.key);
    area.querySelector("input[type=file]").focus();
  }

  /** Shows an upload that was left earlier; only the person can give the file again. */
  async recall() {
    try {
      const offset = Number((await ask("HEAD", this.url)).getResponseHeader("Upload-Offset"));
      if (offset < this.size && !this.file) {
        this.bar.value = offset / this.size;
        return this.show("unfinished", `${size(offset)} of ${size(this.size)} are here. Choose the file again to go on.`);
      }
    } catch (failure) {
      if (failure.status !== 404) return undefined;
    }
    if (!this.file) {
      this.forget();
      this.dismiss();
    }
    return undefined;
  }
}

/** Sends a file, or goes on with it. */
export function take(file) {
  const known = uploads.get(keyOf(file));
  if (known?.active) {
    said.textContent = `${file.name} is being uploaded already.`;
  } else if (known && known.state !== "done") {
    known.file = file;
    known.start();
  } else if (file.size === 0) {
    new Upload(file.name, 0, null, file).say("refused", "The file is empty: there is nothing to upload.");
  } else {
    new Upload(file.name, file.size, keyOf(file), file).start();
  }
}

function drop(event) {
  area.classList.remove("drop-over");
  for (const item of [...event.dataTransfer.items].filter((each) => each.kind === "file")) {
    const file = item.getAsFile();
    if (item.webkitGetAsEntry()?.isDirectory) {
      new Upload(file.name, 0, null, file)
        .say("refused", "This is a folder. Drop the files that are in it, or pack it into one archive first.");
    } else {
      take(file);
    }
  }
}

const input = area.querySelector("input[type=file]");
area.classList.add("drop");
for (const plain of area.querySelectorAll("[data-plain]")) plain.hidden = true;
for (const hint of area.querySelectorAll("[data-script]")) hint.hidden = false;
input.addEventListener("change", () => {
  const files = [...input.files];
  input.value = "";
  files.forEach(take);
});
// A file that misses the area must not replace the page.
for (const name of ["dragenter", "dragover", "drop"]) {
  window.addEventListener(name, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const inside = area.contains(event.target);
    if (name === "drop" && inside) drop(event);
    else event.dataTransfer.dropEffect = inside ? "copy" : "none";
    area.classList.toggle("drop-over", name !== "drop" && inside);
  });
}
window.addEventListener("dragleave", (event) => { if (!event.relatedTarget) area.classList.remove("drop-over"); });
window.addEventListener("beforeunload", (event) => { if ([...uploads.values()].some((each) => each.active)) event.preventDefault(); });
for (const key of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
  const [, name, bytes] = key.slice(prefix.length).match(/^(.*) (\d+) \d+$/) ?? [];
  if (name) {
    const left = new Upload(name, Number(bytes), key, null);
    left.show("unfinished", "Not finished. Choose the file again to go on.");
    left.recall();
  }
}
