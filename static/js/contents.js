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
  // Where one reads is the last exchange that has begun above a line near the top. Each
  // that crosses the line tells so; which one it is, their places say.
  const exchanges = [...document.querySelectorAll(".exchange")].filter((one) => links.has(one.id));
  const crossed = new IntersectionObserver(
    ([{ rootBounds }]) => {
      const begun = exchanges.filter((one) => one.getBoundingClientRect().top < rootBounds.bottom);
      if (begun.length) mark(links.get(begun.at(-1).id));
    },
    { rootMargin: "0px 0px -88%" },
  );
  for (const exchange of exchanges) crossed.observe(exchange);
}
