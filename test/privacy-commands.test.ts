import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { end, serve, varai, withFolder } from './run-varai.ts';

it('shows, exports, proves and erases a shopper’s visit, and proves the erasure', {
  timeout: 120_000,
}, async () => {
  await withFolder(async (folder) => {
    const run = (...args: string[]) => varai(args, { env: { VARAI_DATA_DIR: folder } });
    const key = (await run('keys', 'create')).stdout.trim();
    const server = await serve('serve', folder);
    const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      expect(answer.ok, await answer.clone().text()).toBe(true);
      return (await answer.json()) as { session_id: string; token: string };
    };
    try {
      const { session_id, token } = await post('/v1/sessions', {});
      const purposes = ['face_analysis_processing'];
      const shopper = { authorization: `Bearer ${token}` };
      await post('/v1/consents', { session_id, purposes, granted: true }, shopper);
      const visit = ['--session', session_id];

      const history = await run('privacy', 'consents', ...visit);
      expect([history.code, history.stdout]).toEqual([
        0,
        expect.stringContaining('face_analysis_processing'),
      ]);

      const archive = join(folder, 'archive.json');
      expect((await run('privacy', 'export', ...visit, '--out', archive)).code).toBe(0);
      expect((await stat(archive)).mode & 0o777).toBe(0o600);
      expect(await readFile(archive, 'utf8')).toContain('face_analysis_processing');

      const proof = join(folder, 'proof.json');
      await writeFile(proof, (await run('privacy', 'consents', ...visit, '--proof')).stdout);
      expect((await run('privacy', 'verify', proof)).code).toBe(0);
      await writeFile(proof, (await readFile(proof, 'utf8')).replace('"granted": true', '"granted": false'));
      expect((await run('privacy', 'verify', proof)).code).not.toBe(0);

      expect((await run('privacy', 'erase', ...visit)).code).toBe(2);
      const erased = await run('privacy', 'erase', ...visit, '--yes', '--json');
      expect(erased.code, erased.stderr).toBe(0);
      const confirmation = join(folder, 'confirmation.json');
      await writeFile(confirmation, erased.stdout);
      expect((await run('privacy', 'verify', confirmation)).code).toBe(0);
      expect((await run('privacy', 'consents', ...visit)).stdout).not.toContain('face_analysis_processing');

      const report = await run('privacy', 'report');
      expect([report.code, report.stdout]).toEqual([0, expect.stringMatching(/erasure/)]);
      expect((await run('privacy', 'retention')).stdout).toMatch(/face_analyses +restricted +24 hours/);
      expect((await run('audit', 'list')).stdout).toMatch(/erase/);
      expect((await run('audit', 'verify')).code).toBe(0);
    } finally {
      expect(await end(server)).toBe(0);
    }
  });
});
