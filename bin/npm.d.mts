export function runNpm(folder: string, args: readonly string[], who: string): Promise<void>;
