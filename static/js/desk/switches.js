// What this browser remembers of its editor's liking. Storage may be forbidden.
export const recall = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};

export const remember = (name, value) => {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    return true;
  } catch { return false; }
};

export const shortcutsOn = () => recall("desk shortcuts") !== "off";
