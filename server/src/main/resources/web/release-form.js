// Lets files be chosen before their release is there: they are sent as soon as its draft is saved.

/** Shows the field, which is of no use without this script. */
function offer(files) {
  const area = document.getElementById("first-files");
  if (!area) return;
  const input = area.querySelector("input");
  area.hidden = false;
  if (files) input.files = files;
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("drop-over");
  });
  area.addEventListener("dragleave", () => area.classList.remove("drop-over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("drop-over");
    input.files = event.dataTransfer.files;
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  const input = document.querySelector("#first-files input");
  if (form.id !== "release-form" || !input?.files.length || button?.formNoValidate) return;
  event.preventDefault();
  button.disabled = true;
  const { files } = input;
  let reply;
  let page;
  try {
    reply = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    page = await reply.text();
  } catch {
    button.disabled = false;
    document.getElementById("first-files-said").textContent = "The server could not be reached. Try again.";
    return;
  }
  const parsed = new DOMParser().parseFromString(page, "text/html");
  const sender = parsed.querySelector("script[data-uploads]")?.src;
  window.htmx.swap("#content", page, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: "#content" });
  document.title = parsed.title;
  window.scrollTo(0, 0);
  if (!reply.redirected) return offer(files);
  history.replaceState(null, "", reply.url);
  const { take } = await import(sender);
  [...files].forEach(take);
  document.getElementById("upload").scrollIntoView({ block: "center" });
});

offer(null);
