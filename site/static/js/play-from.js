// Makes each time in a transcript a button that plays from there, and marks the words that are being spoken.
// Without this the times are plain text.
const isSeen = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

for (const list of document.querySelectorAll(".timed[data-label]")) {
  const player = list.closest(".media")?.querySelector("audio, video");
  const passages = player ? [...list.querySelectorAll("time")].map((time) => time.closest("li")) : [];
  const starts = passages.map((passage) => Number(passage.querySelector("time").dataset.seconds));
  for (const passage of passages) {
    const time = passage.querySelector("time");
    const label = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    label.textContent = `${list.dataset.label} `;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "timed__play" });
    button.addEventListener("click", () => {
      player.currentTime = Number(time.dataset.seconds);
      player.play();
    });
    time.replaceWith(button);
    button.append(label, time);
  }
  let spoken = null;
  const follow = () => {
    // A little early, so that a passage that was just chosen counts as begun.
    const begun = starts.filter((start) => start <= player.currentTime + 0.05).length;
    const now = passages[begun - 1] ?? null;
    if (now === spoken) return;
    // Whoever reads along is taken along; whoever looks elsewhere stays there.
    const readsAlong = spoken !== null && isSeen(spoken);
    spoken?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    if (readsAlong && !player.paused) now?.scrollIntoView({ block: "nearest" });
    spoken = now;
  };
  for (const event of ["play", "timeupdate", "seeked"]) player?.addEventListener(event, follow);
}
