export function writeManifest(folder: string, facts: object): Promise<void>;
export function hashOf(path: string): Promise<string>;
