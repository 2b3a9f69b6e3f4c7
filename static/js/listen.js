// Reads the interview aloud with the browser's own voice. The button stays unseen where
// there is none that speaks the interview's language.
const button = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;
const language = document.querySelector(".interview")?.lang;

const voice = () => speech.getVoices().find((one) => one.lang.split(/[-_]/)[0] === language.split("-")[0]);

const mark = (part) => {
  document.querySelector(".is-read")?.classList.remove("is-read");
  part?.closest(".exchange")?.classList.add("is-read");
};

const show = (speaking) => {
  button.setAttribute("aria-pressed", speaking);
  if (!speaking) mark(null);
};

const start = () => {
  const parts = document.querySelectorAll(".headline, .intro p, .question .words, .answer .words > *, .closing p");
  for (const part of parts) {
    const words = new SpeechSynthesisUtterance(part.textContent);
    words.lang = language;
    words.voice = voice();
    words.addEventListener("start", () => mark(part));
    words.addEventListener("error", () => show(false));
    if (part === parts[parts.length - 1]) words.addEventListener("end", () => show(false));
    speech.speak(words);
  }
  show(true);
};

if (button && speech) {
  const offer = () => button.toggleAttribute("data-ready", Boolean(voice()));
  show(false);
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    const speaking = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    if (speaking) show(false);
    else start();
  });
  addEventListener("pagehide", () => speech.cancel());
}
