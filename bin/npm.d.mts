export function npmCommand(): string[];
export function runNpm(
  folder: string,
  args: readonly string[],
  who: string,
  options?: { scripts?: boolean },
): Promise<void>;
