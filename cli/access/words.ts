import { Args, Flags } from '@oclif/core';
import type { ApiKey, OAuthClient } from '../../server/access/index.ts';
import { storeFlags } from '../command.ts';
import { EXIT, Failure } from '../failure.ts';
import { table } from '../table.ts';
import { clock } from '../time.ts';

/** What keys and clients have in common. */
type Credential = Omit<OAuthClient, 'client_id'>;

/** Flags of every command that makes a key or client. */
export const givenFlags = {
  ...storeFlags,
  label: Flags.string({ description: 'A note to yourself' }),
  role: Flags.string({ description: 'What it may do (see roles list); may be repeated', multiple: true }),
  scope: Flags.string({
    description: 'Narrows the roles to this permission; may be repeated',
    multiple: true,
  }),
  limit: Flags.integer({ description: 'Requests a minute', min: 1 }),
  expires: Flags.string({ description: 'When it ends: 30d from now, or a date' }),
};

export const rotateFlags = {
  ...storeFlags,
  overlap: Flags.integer({ description: 'Days the secret before stays good', default: 7, min: 0, max: 30 }),
};

export const yesFlag = { yes: Flags.boolean({ char: 'y', description: 'Do not ask' }) };
export const keyArg = { key: Args.string({ required: true, description: 'Its key_id (see keys list)' }) };
export const clientArg = {
  client: Args.string({ required: true, description: 'Its client_id (see clients list)' }),
};

/** The body of a request that makes a key or client. */
export function givenBody(flags: {
  label?: string | undefined;
  role?: string[] | undefined;
  scope?: string[] | undefined;
  limit?: number | undefined;
  expires?: string | undefined;
}) {
  return {
    label: flags.label,
    roles: flags.role,
    scopes: flags.scope,
    requests_per_minute: flags.limit,
    expires_at: comingTime('--expires', flags.expires, Date.now()),
  };
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time to come as typed: "30d" from now (m, h, d), or a date as ISO 8601 writes it.
 * @returns ms since the epoch
 * @throws Failure naming the flag
 */
export function comingTime(flag: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const time = amount && unit ? now + Number(amount) * (UNITS[unit] ?? 0) : Date.parse(text);
  if (time > now) return time;
  throw new Failure(
    `${flag} takes a time to come, not "${text}".`,
    `For example ${flag} 30d, or ${flag} 2027-01-31`,
    EXIT.usage,
  );
}

const STATUS_WORDS: Readonly<Record<Credential['status'], string>> = {
  active: 'active',
  'rotation-soon': 'rotate soon',
  'rotation-due': 'rotate now',
  expired: 'expired',
  revoked: 'revoked',
};

/** Keys as a table, then what is to be done about them. */
export function keyTable(keys: readonly ApiKey[]): string {
  const rows = keys.map((key) => [
    key.key_id,
    key.publishable_key ?? key.hint,
    key.kind,
    key.roles.join(' '),
    key.label,
    key.allowed_origins.join(' '),
    STATUS_WORDS[key.status],
    day(key.rotation_due_at),
    clock(key.last_used_at),
    key.uses,
  ]);
  const headers = [
    'Id',
    'Key',
    'Kind',
    'Roles',
    'Label',
    'Websites',
    'Status',
    'Rotate by',
    'Last used',
    'Uses',
  ];
  return (
    table(headers, rows) +
    advice(
      keys.map((key) => [key.key_id, key.status]),
      'keys',
    )
  );
}

export function clientTable(clients: readonly OAuthClient[]): string {
  const rows = clients.map((client) => [
    client.client_id,
    client.roles.join(' '),
    client.label,
    STATUS_WORDS[client.status],
    day(client.rotation_due_at),
    clock(client.last_used_at),
    client.uses,
  ]);
  const headers = ['Id', 'Roles', 'Label', 'Status', 'Rotate by', 'Last used', 'Uses'];
  return (
    table(headers, rows) +
    advice(
      clients.map((each) => [each.client_id, each.status]),
      'clients',
    )
  );
}

function advice(found: readonly (readonly [string, Credential['status']])[], topic: string): string {
  const due = found.filter(([, status]) => status === 'rotation-soon' || status === 'rotation-due');
  return due.map(([id]) => `\nNext:  varai ${topic} rotate ${id}`).join('');
}

/** One key or client, line by line. */
export function details(
  id: string,
  it: Credential & {
    usage: readonly { day: string; uses: number }[];
    kind?: string;
    allowed_origins?: string[];
  },
): string {
  const lines = [
    ['Id', id],
    ['Kind', it.kind ?? 'client'],
    ['Secret', it.hint],
    ['Label', it.label],
    ['Status', STATUS_WORDS[it.status]],
    ['Roles', it.roles.join(' ')],
    ['Scopes', it.scopes === null ? 'all of its roles' : it.scopes.join(' ')],
    ['May', it.permissions.join(' ')],
    ['Websites', it.allowed_origins?.join(' ') ?? ''],
    ['Limit', `${it.requests_per_minute} requests a minute`],
    ['Made', clock(it.created_at)],
    ['Rotate by', day(it.rotation_due_at)],
    ['Before it', it.previous_good_until === null ? '' : `good until ${clock(it.previous_good_until)}`],
    ['Expires', it.expires_at === null ? '' : clock(it.expires_at)],
    ['Revoked', it.revoked_at === null ? '' : clock(it.revoked_at)],
    ['Last used', clock(it.last_used_at)],
    ['Uses', `${it.uses}`],
  ].filter(([, value]) => value !== '');
  const usage = it.usage.map(({ day: of, uses }) => `  ${of}  ${uses}`);
  return [...lines.map(([name = '', value]) => `${name.padEnd(10)} ${value}`), ...usage].join('\n');
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
