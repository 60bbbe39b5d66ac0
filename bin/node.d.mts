export function packageOf(os: string, cpu: string): string;
