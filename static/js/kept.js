// A copy of an unfinished import in this browser, so that a crash loses nothing.
const LONGEST = 7 * 24 * 60 * 60 * 1000;
const key = (user) => `import:${user}`;

export const keep = (user, copy) => {
  try {
    localStorage.setItem(key(user), JSON.stringify({ ...copy, at: Date.now() }));
  } catch {
    // No room, or storage is not allowed: the work goes on without a copy.
  }
};

export const kept = (user) => {
  try {
    const copy = JSON.parse(localStorage.getItem(key(user)));
    return copy && Date.now() - copy.at < LONGEST ? copy : null;
  } catch {
    return null;
  }
};

export const drop = (user) => {
  try {
    localStorage.removeItem(key(user));
  } catch {
    // Nothing is kept where storage is not allowed.
  }
};
