/** One choice of a question, as shown. `key` is what the flow file calls it; `label` is in her language. */
export interface Option {
  readonly key: string;
  readonly label: string;
}

/**
 * Ids that travel in buttons and list rows and come back in a tap. They name their question, so that a tap on an
 * old button answers its own question and no other. Meta allows 256 characters for a button id, 200 for a row.
 */
export const tapId = {
  option: (question: string, optionIndex: number): string => `q.${question}.${optionIndex}`,
  command: (word: string): string => `c.${word}`,
  parse(id: string): { question: string; optionIndex: number } | { command: string } | null {
    const option = /^q\.([0-9a-z]+)\.(\d{1,2})$/.exec(id);
    if (option) return { question: option[1]!, optionIndex: Number(option[2]) };
    const command = /^c\.([a-z-]+)$/.exec(id);
    return command ? { command: command[1]! } : null;
  },
};
