// The page beside the form, as its present words would make it, at two widths.
import { announce } from "./announce.js";
import { recall, remember } from "./switches.js";

const WIDTHS = { phone: 390, desktop: 1280 };

const post = async (form, address) => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  const answer = await fetch(address, { method: "POST", body: data });
  const text = await answer.text();
  if (answer.status === 400) throw new Error(text);
  if (!answer.ok || answer.redirected) throw new Error("");
  return text;
};

export const startLivePreview = (form) => {
  const panel = document.querySelector("[data-live-preview]");
  const button = form.querySelector("[data-preview]");
  if (!panel || !button) return;
  const frame = panel.querySelector("iframe");
  const note = panel.querySelector("[data-note]");
  const paper = frame.parentElement;
  let asked = 0;

  const fit = () => {
    const width = WIDTHS[panel.dataset.width];
    const scale = Math.min(1, paper.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${paper.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  };

  // The first answer is the frame's document; later ones only change its body, so that
  // the reader's place in it is kept.
  const show = (html) => {
    const shown = frame.contentDocument?.querySelector("main");
    if (!shown) {
      frame.srcdoc = html;
      return;
    }
    const { documentElement: fresh, body, title } = new DOMParser().parseFromString(html, "text/html");
    const old = frame.contentDocument;
    const { scrollY } = frame.contentWindow;
    for (const name of ["lang", "dir"]) old.documentElement.setAttribute(name, fresh.getAttribute(name));
    old.title = title;
    old.body.replaceWith(old.adoptNode(body));
    frame.contentWindow.scrollTo(0, scrollY);
  };

  const refresh = async () => {
    const turn = ++asked;
    try {
      const html = await post(form, button.formAction);
      if (turn === asked) show(html);
      note.textContent = "";
    } catch (error) {
      if (turn === asked) note.textContent = error.message || note.dataset.failed;
    }
  };

  let rest;
  form.addEventListener("input", () => {
    if (panel.hidden) return;
    clearTimeout(rest);
    rest = setTimeout(refresh, 400);
  });

  const choose = (width) => {
    panel.dataset.width = width;
    panel.querySelectorAll("[data-choose]").forEach((each) => {
      each.setAttribute("aria-pressed", each.dataset.choose === width);
    });
    remember("desk preview", width);
    fit();
  };

  const toggle = (open) => {
    panel.hidden = !open;
    document.body.toggleAttribute("data-previewing", open);
    button.setAttribute("aria-expanded", open);
    if (open) {
      choose(recall("desk preview") ?? "phone");
      refresh();
      announce(panel.getAttribute("aria-label"));
    } else button.focus();
  };

  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", panel.id);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(panel.hidden);
  });
  panel.addEventListener("click", ({ target }) => {
    if (target.closest("[data-choose]")) choose(target.closest("[data-choose]").dataset.choose);
    if (target.closest("[data-close]")) toggle(false);
  });
  panel.addEventListener("keydown", ({ key }) => { if (key === "Escape") toggle(false); });
  new ResizeObserver(() => { if (!panel.hidden) fit(); }).observe(paper);
};
