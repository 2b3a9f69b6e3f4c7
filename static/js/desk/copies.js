// Keeps unsaved work in this browser and on the server, offers it again after a crash or
// an expired sign-in, and asks before it is left behind.
import { announce } from "./announce.js";
import { forget, startServerCopy } from "./server_copy.js";
import { read, same, write } from "./snapshot.js";
import { recall, remember } from "./switches.js";
import { words } from "./words.js";

const now = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

const recallCopy = (key) => {
  try { return JSON.parse(recall(key)); } catch { return null; }
};

export const startCopies = (form, questions) => {
  const { user } = document.querySelector("[data-words]").dataset;
  const key = `desk copy ${user} ${location.pathname}`;
  const status = form.querySelector("span[data-kept]");
  const offer = form.querySelector("[data-offer]");
  const onServer = form.querySelector("[data-unsaved]");
  const refused = Boolean(form.querySelector(".errornote"));
  const opened = read(form);
  let leaving = false;
  // When the server last took a copy: its own offer of that one is then the same work.
  let saved = null;
  const isChanged = () => refused || !same(opened, read(form));

  const server = startServerCopy(() => (isChanged() ? read(form) : null), (at) => {
    saved = at;
    keepHere();
    status.textContent = words("keptTwice", now());
  });
  const keepHere = (sent = false) =>
    remember(key, JSON.stringify({ at: now(), sent, saved, entries: read(form) }));
  const keep = () => {
    status.textContent = keepHere() ? words("kept", now()) : words("notKept");
    server.soon();
  };

  const copy = recallCopy(key);
  if (copy && same(copy.entries, opened)) {
    if (!refused) remember(key, null);
  } else if (copy) {
    if (onServer && onServer.dataset.unsaved === copy.saved) onServer.hidden = true;
    offer.querySelector("[data-said]").textContent = words("found", copy.at);
    offer.hidden = false;
    announce(words("found", copy.at));
  }
  form.addEventListener("click", ({ target }) => {
    const from = target.closest(".offer");
    if (target.closest("[data-restore]")) write(form, copy.entries, questions);
    else if (target.closest("[data-discard]")) {
      if (from === offer) remember(key, null);
      if (onServer && (from === onServer || onServer.hidden)) forget();
    } else return;
    from.hidden = true;
    document.getElementById("id_headline").focus();
  });

  let rest;
  form.addEventListener("input", () => {
    clearTimeout(rest);
    // What was found is not written over before its editor has chosen.
    rest = setTimeout(() => { if (offer.hidden && isChanged()) keep(); }, 1000);
  });
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.matches("[data-preview]")) return;
    leaving = true;
    clearTimeout(rest);
    server.stop();
    if (isChanged()) keepHere(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isChanged()) event.preventDefault();
  });
};
