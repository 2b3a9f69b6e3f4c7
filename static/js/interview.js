// Helps with reading an interview: the list of questions, and what one may do with it.
// Each part stands alone and is missing where the browser cannot do it.

// The list of questions: open beside the text, and marked where one reads.
const list = document.querySelector("[data-contents]");
if (list) {
  const wide = matchMedia("(min-width: 75rem)");
  const open = () => { list.open = wide.matches; };
  open();
  wide.addEventListener("change", open);

  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !links.has(target.id)) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      const current = links.get(target.id);
      current.setAttribute("aria-current", "true");
      if (wide.matches && list.scrollHeight > list.clientHeight) list.scrollTop = current.offsetTop - list.clientHeight / 2;
    }
  }, { rootMargin: "-20% 0px -75%" });
  for (const exchange of document.querySelectorAll(".exchange")) seen.observe(exchange);
}

// Links to answers: a click copies the permanent address.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.anchor");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    location.assign(link.href);
    return;
  }
  link.dataset.copied = "";
  say(tools?.dataset.copied ?? "");
  setTimeout(() => delete link.dataset.copied, 2000);
});

// The tools under the opening.
const tools = document.querySelector("[data-tools]");
const tool = (name) => tools.querySelector(`[data-${name}]`);
const say = (words) => {
  const place = tools?.querySelector("[role=status]");
  if (place) place.textContent = words;
};

if (tools) {
  const address = tools.dataset.address;
  const headline = document.querySelector("h1").textContent;

  if (navigator.share) {
    tool("share").hidden = false;
    tool("share").addEventListener("click", () => {
      navigator.share({ title: headline, url: address }).catch(() => {});
    });
  }
  if (navigator.clipboard) {
    tool("copy").hidden = false;
    tool("copy").addEventListener("click", () => {
      navigator.clipboard.writeText(address).then(() => say(tools.dataset.copied), () => {});
    });
  }
}
