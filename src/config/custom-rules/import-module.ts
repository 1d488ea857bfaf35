/** Runs the module at a URL and gives what it exports. @throws whatever the module throws. */
export async function importModule(url: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(/* @vite-ignore */ url)) as Readonly<Record<string, unknown>>;
}
