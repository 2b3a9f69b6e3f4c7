// The reader's own list of interviews for later, kept in this browser and nowhere else.
const KEY = "saved";

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
};

const write = (list) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
};

const without = (list, address) => list.filter((one) => one.address !== address);

// The button on an interview's page.
const button = document.querySelector("[data-save]");

if (button && write(read())) {
  const address = location.pathname;
  const show = () => {
    const kept = read().some((one) => one.address === address);
    button.setAttribute("aria-pressed", kept);
    button.nextElementSibling.hidden = !kept;
  };
  button.dataset.ready = "";
  show();
  button.addEventListener("click", () => {
    const rest = without(read(), address);
    const { lang, dir } = document.documentElement;
    const [headline, publication] = ["h1", ".opening .kicker"].map((one) => document.querySelector(one).textContent);
    const kept = button.getAttribute("aria-pressed") === "true";
    write(kept ? rest : [{ address, headline, publication, lang, dir }, ...rest]);
    show();
  });
}

// The page that shows the list.
const place = document.querySelector("[data-saved]");

if (place) {
  const show = () => {
    const list = read();
    const rows = list.map((one) => {
      const row = place.querySelector("template").content.firstElementChild.cloneNode(true);
      const link = row.querySelector("a");
      Object.assign(link, { href: one.address, textContent: one.headline, lang: one.lang, dir: one.dir });
      row.querySelector("span").textContent = one.publication;
      row.querySelector("button").addEventListener("click", () => {
        write(without(read(), one.address));
        show();
      });
      return row;
    });
    place.querySelector("ul").replaceChildren(...rows);
    place.querySelector("[data-none]").hidden = rows.length > 0;
  };
  place.hidden = false;
  show();
}
