/** The nearest word that differs in at most a third of the letters; undefined where none does. */
export function nearest(word: string, choices: Iterable<string>): string | undefined;
