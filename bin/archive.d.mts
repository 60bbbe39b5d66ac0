export function pack(archive: string, files: Iterable<{ from: string; to: string }>): Promise<void>;
export function unpack(archive: string, folder: string, rename?: (path: string) => string | undefined): Promise<void>;
