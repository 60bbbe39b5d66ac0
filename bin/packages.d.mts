export function installPackages(root: string, tell: (text: string) => void): Promise<void>;
export function whyInstall(root: string): string | undefined;
