// What this browser remembers of a project's tree: which codes are open or closed, which counts are shown, and whether
// retired codes are.

export class TreeMemory {
  constructor(project) {
    this.key = `quotetree:tree:${project}`;
    this.kept = this.#read();
  }

  isOpen(code, otherwise) {
    return this.kept.open[code] ?? otherwise;
  }

  keepOpen(code, open) {
    this.kept.open[code] = open;
    this.#write();
  }

  get counts() {
    return this.kept.counts;
  }

  set counts(which) {
    this.kept.counts = which;
    this.#write();
  }

  get retired() {
    return this.kept.retired;
  }

  set retired(shown) {
    this.kept.retired = shown;
    this.#write();
  }

  /** Codes that are gone are forgotten. */
  forgetAllBut(codes) {
    const known = new Set(codes);
    this.kept.open = Object.fromEntries(Object.entries(this.kept.open).filter(([code]) => known.has(code)));
  }

  #read() {
    const empty = { open: {}, counts: "all", retired: true };
    const text = localStorage.getItem(this.key);
    if (!text) return empty;
    try {
      return { ...empty, ...JSON.parse(text) };
    } catch {
      return empty; // written by something else: begin anew
    }
  }

  #write() {
    localStorage.setItem(this.key, JSON.stringify(this.kept));
  }
}
