// Records a voice note in the page, where the browser can, and hands it to the form as if it had been chosen as a file.
// It stays in this page until it is saved; whoever leaves is asked first, and can keep a copy on their own phone.
(() => {
  const KINDS = { "audio/mp4;codecs=mp4a.40.2": "m4a", "audio/webm;codecs=opus": "webm", "audio/ogg;codecs=opus": "ogg" };
  const LONGEST = 30 * 60;

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  const recordInto = (box, input) => {
    const find = (name) => box.querySelector(`[data-${name}]`);
    const kind = Object.keys(KINDS).find((one) => MediaRecorder.isTypeSupported(one));
    let recorder = null;
    let heard = null;

    const show = (state) => {
      for (const part of box.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
    };
    const stop = () => {
      if (recorder?.state === "recording") recorder.stop();
    };
    const keep = (pieces, type) => {
      const file = new File(pieces, `voice-note.${KINDS[kind]}`, { type: type.split(";")[0] });
      const choice = new DataTransfer();
      choice.items.add(file);
      input.files = choice.files;
      URL.revokeObjectURL(heard);
      heard = URL.createObjectURL(file);
      find("heard").src = heard;
      find("copy").href = heard;
      find("copy").download = file.name;
      show("recorded");
      find("heard").focus();
    };
    const start = async () => {
      let sound;
      try {
        sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        show("refused");
        return;
      }
      const pieces = [];
      const began = Date.now();
      recorder = new MediaRecorder(sound, { mimeType: kind, audioBitsPerSecond: 48_000 });
      const ticking = setInterval(() => {
        const seconds = Math.floor((Date.now() - began) / 1000);
        find("time").textContent = clock(seconds);
        if (seconds >= LONGEST) stop();
      }, 500);
      recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
      recorder.addEventListener("stop", () => {
        clearInterval(ticking);
        for (const track of sound.getTracks()) track.stop();
        keep(pieces, recorder.mimeType);
      });
      find("time").textContent = clock(0);
      // In pieces, so that what was said stays where the phone rings or the battery ends the recording.
      recorder.start(1000);
      show("recording");
      find("stop").focus();
    };

    find("start").addEventListener("click", start);
    find("again").addEventListener("click", start);
    find("stop").addEventListener("click", stop);
    input.addEventListener("change", () => {
      heard = null;
      show("ready");
    });
    let isSent = false;
    input.form.addEventListener("submit", (event) => {
      isSent = !event.defaultPrevented;
    });
    window.addEventListener("beforeunload", (event) => {
      if ((heard || recorder?.state === "recording") && !isSent) event.preventDefault();
    });
    show("ready");
    box.hidden = !kind;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-recorder]");
    const input = document.querySelector("input[type=file][accept^=audio]");
    if (box && input && navigator.mediaDevices?.getUserMedia && window.MediaRecorder) recordInto(box, input);
  });
})();
