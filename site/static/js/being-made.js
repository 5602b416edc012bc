// Opens what is being made as soon as it is ready, and shows how far it is. Without this there is a link to look again.
const place = document.querySelector("[data-waits]");
const bar = place.querySelector("progress");
const said = place.querySelector("[role=status]");
const address = place.dataset.waits;

async function look() {
  let answer;
  try {
    answer = await fetch(address, { method: "HEAD", cache: "no-store" });
  } catch {
    return wait();
  }
  if (answer.status !== 202) {
    said.textContent = place.dataset.opens;
    location.replace(address);
    return;
  }
  const [done, parts] = (answer.headers.get("X-Parts") || "0/1").split("/").map(Number);
  if (parts > 1) {
    bar.max = parts;
    bar.value = done;
  }
  wait();
}

function wait() {
  setTimeout(look, 2000);
}

wait();
