// The list of questions: open beside the text, and marked where one reads.
const list = document.querySelector("[data-contents]");

if (list) {
  const wide = matchMedia("(min-width: 75rem)");
  const unfold = () => {
    list.open = wide.matches;
  };
  unfold();
  wide.addEventListener("change", unfold);

  const links = new Map();
  for (const link of list.querySelectorAll("a")) links.set(link.hash.slice(1), link);

  const mark = (link) => {
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    // A long list moves along inside its own box; the page stays where it is.
    if (wide.matches) list.scrollTop = link.offsetTop - list.clientHeight / 2;
  };
  const seen = new IntersectionObserver(
    (entries) => {
      const entered = entries.find((entry) => entry.isIntersecting);
      if (entered && links.has(entered.target.id)) mark(links.get(entered.target.id));
    },
    { rootMargin: "-20% 0px -75%" },
  );
  for (const exchange of document.querySelectorAll(".exchange")) seen.observe(exchange);
}
