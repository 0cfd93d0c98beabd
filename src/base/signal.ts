/** Lets one loop wait until something happened. What happens while nobody waits is not lost. */
export class Signal {
  #raised = false;
  #wake: (() => void) | undefined;

  raise(): void {
    this.#raised = true;
    this.#wake?.();
  }

  /** Resolves when it was raised since the last wait. */
  async wait(): Promise<void> {
    if (!this.#raised) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
    this.#raised = false;
  }
}
