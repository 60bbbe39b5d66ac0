export function isCheckout(root: string): boolean;
export const keepMemory: Readonly<Record<string, string>>;
export const returnMemory: Readonly<Record<string, string>>;
export function moduleFolders(root: string): string[];
export function stateFolder(root: string): string;
export function makeStateFolder(state: string): void;
export function shortPlace(folder: string, platform?: string): string;
