import { readFile, writeFile } from 'node:fs/promises';
import { EXIT, Failure } from './failure.ts';

const FILE = 'varai.config.json';

/** What a project keeps of its shop in varai.config.json, under `shop`: all of it may be committed. */
export interface Project {
  store?: string;
  platform?: string;
  address?: string;
  server?: string;
  webhooks_url?: string;
  origins?: readonly string[];
}

const MEMBERS: Readonly<Record<keyof Project, (value: unknown) => boolean>> = {
  store: isText,
  platform: isText,
  address: isText,
  server: isText,
  webhooks_url: isText,
  origins: (value) => Array.isArray(value) && value.every(isText),
};

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The file's members; none when there is no file. @throws Failure when it is not a JSON object. */
export async function readConfigFile(): Promise<Record<string, unknown>> {
  const text = await readFile(FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Told below, as everything else that is no object.
  }
  throw new Failure(`${FILE} is not a JSON object.`, 'Mend the file; {} is a valid start.', EXIT.usage);
}

/** @throws Failure naming the member that is wrong. */
export async function readProject(): Promise<Project> {
  const { shop = {} } = await readConfigFile();
  for (const [name, value] of Object.entries(shop as object)) {
    if (MEMBERS[name as keyof Project]?.(value) === true) continue;
    throw new Failure(
      `shop.${name} in ${FILE} is wrong.`,
      `"shop" holds ${Object.keys(MEMBERS).join(', ')}.`,
      EXIT.usage,
    );
  }
  return shop as Project;
}

/** Keeps the project, and everything else in the file as it is. @returns the file's name, or null when nothing changed. */
export async function saveProject(project: Project): Promise<string | null> {
  const file = await readConfigFile();
  if (JSON.stringify(file.shop) === JSON.stringify(project)) return null;
  await writeFile(FILE, `${JSON.stringify({ ...file, shop: project }, null, 2)}\n`);
  return FILE;
}
