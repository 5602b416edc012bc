// Makes each time in a transcript a button that plays from there. Without this the times are plain text.
for (const list of document.querySelectorAll(".timed[data-label]")) {
  const player = list.closest(".media")?.querySelector("audio, video");
  for (const time of player ? list.querySelectorAll("time") : []) {
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
}
