import { expect, it } from 'vitest';
import { end, serve, varai, withFolder } from './run-varai.ts';

const json = (text: string) => JSON.parse(text) as Record<string, never>;

it('gives, lends, explains, rotates and revokes keys and clients, near and far', {
  timeout: 120_000,
}, async () => {
  await withFolder(async (folder) => {
    const near = (...args: string[]) => varai(args, { env: { VARAI_DATA_DIR: folder } });
    const made = await near('keys', 'create', '--kind', 'secret', '--role', 'owner', '--label', 'root');
    expect(made.code).toBe(0);
    const key = made.stdout.trim();
    expect(key).toMatch(/^sk_/);
    expect(made.stderr).toContain('not shown again');

    const server = await serve('serve', folder);
    const far = (...args: string[]) =>
      varai([...args, '--server', server.url], { env: { VARAI_API_KEY: key } });
    try {
      const client = json((await far('clients', 'create', '--role', 'admin_user', '--json')).stdout);
      const { client_id, client_secret } = client as unknown as Record<string, string>;
      const asked = await fetch(`${server.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read:products' }),
      });
      const { access_token } = (await asked.json()) as { access_token: string };
      const products = async () => {
        const headers = { authorization: `Bearer ${access_token}` };
        return (await fetch(`${server.url}/admin/v1/products`, { headers })).status;
      };
      expect(await products()).toBe(200);

      const analyst = ['--kind', 'secret', '--role', 'analytics_service'];
      const { key_id = '' } = json((await far('keys', 'create', ...analyst, '--json')).stdout) as Record<
        string,
        string
      >;
      const why = () => far('roles', 'explain', key_id, 'get', '/admin/v1/products');
      expect((await why()).stdout).toMatch(/^No: GET \/admin\/v1\/products needs read:products/);
      const lent = await far(
        'roles',
        'grant',
        key_id,
        '--permission',
        'read:products',
        '--until',
        '7d',
        '--reason',
        'test',
      );
      expect(lent.code).toBe(0);
      expect((await why()).stdout).toMatch(/^Yes: .*\n.*\n {2}grant_\S+ lends it read:products/);

      expect((await far('stores', 'region', 'eu')).stdout).toBe('eu\n');
      expect((await far('stores', 'region', 'EU!')).code).toBe(3);
      expect((await far('stores', 'region')).stdout).toBe('eu\n');
      expect((await far('stores', 'region', '--none')).stdout).toMatch(/^No region/);

      expect((await far('keys', 'revoke', key_id)).code).toBe(2);
      expect((await far('keys', 'revoke', key_id, '--yes')).code).toBe(0);
      expect((await far('keys', 'list')).stdout).not.toContain(key_id);
      expect((await far('keys', 'list', '--all')).stdout).toMatch(new RegExp(`${key_id}.*revoked`));

      // Done on the machine itself, and true for the running server within a second.
      expect((await near('clients', 'revoke', `${client_id}`, '--yes')).code).toBe(0);
      await expect.poll(products, { timeout: 5000 }).toBe(401);
      const beyond = await far('keys', 'rotate', '--signing');
      expect([beyond.code, beyond.stderr]).toEqual([4, expect.stringContaining('manage:installation')]);
    } finally {
      expect(await end(server)).toBe(0);
    }
  });
});
