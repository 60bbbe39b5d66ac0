export function withLock<T>(file: string, work: () => T | Promise<T>, waiting?: (holder: string) => void): Promise<T>;
