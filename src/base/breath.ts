/**
 * A moment's rest in real time after something that costs, so that what comes meanwhile shares the next one. Who waits for its
 * end is told by `ended`.
 */
export class Breath {
  readonly #length: number;
  readonly #ended: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `length` in ms; of 0 there is no rest. */
  constructor(length: number, ended: () => void) {
    this.#length = length;
    this.#ended = ended;
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  begin(): void {
    if (this.#length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#ended();
    }, this.#length);
  }
}
