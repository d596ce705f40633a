import { afterEach, describe, expect, it } from 'vitest';
import { evenEngine } from '../../test/even-engine.ts';
import { openTestApp } from '../testing.ts';
import { gate, scriptedModel } from './testing.ts';

const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of close.splice(0)) await each();
});

const FACE = 'face_analysis_processing';
const ANALYTICS = 'analytics_and_improvement';

/** A measured shopper whose turn is under way: the model has read the face, and answers when it is let. */
async function underWay() {
  const [begun, go] = [gate(), gate()];
  const at = await openTestApp(evenEngine(63), {
    openVertex: () =>
      scriptedModel(async ({ tools }) => {
        const face = await tools.face();
        begun.open();
        await go.opened;
        return { text: `For a ${face?.face_shape} face.` };
      }),
  });
  close.push(at.close);
  const { session_id } = await at.newSession();
  await at.consent(session_id, [FACE, ANALYTICS], true);
  const headers = at.shopper(session_id);
  await at.app.inject({
    method: 'POST',
    url: `/v1/face/analyze?session_id=${session_id}`,
    headers: { ...headers, 'content-type': 'image/jpeg' },
    payload: Buffer.from('photo'),
  });
  const answered = at.post('/v1/ai/chat', { text: 'show me round frames', session_id }, headers);
  await begun.opened;
  const finish = async () => {
    go.open();
    expect((await answered).statusCode).toBe(200);
  };
  const kept = (name: string) => at.deps.documents.collection(name).find({});
  return { at, session_id, headers, finish, kept };
}

describe('while a turn is under way', () => {
  it('a consent to measuring that is withdrawn leaves nothing of the face', async () => {
    const { at, session_id, headers, finish, kept } = await underWay();
    await at.consent(session_id, [FACE], false);
    await finish();
    expect(await kept('conversation_answers')).toEqual([]);
    const { messages } = (await at.app.inject({ url: '/v1/ai/chat', headers })).json();
    expect(messages).toMatchObject([{ by: 'shopper', text: 'show me round frames' }]);
    expect(JSON.stringify(await at.deps.chat.transcripts.of('a', [session_id]))).not.toContain('face');
  });

  it('a consent to analytics that is withdrawn leaves no transcript', async () => {
    const { at, session_id, finish, kept } = await underWay();
    await at.consent(session_id, [ANALYTICS], false);
    await finish();
    expect(await kept('chat_transcripts')).toEqual([]);
    expect(await kept('chat_records')).toMatchObject([{ may_join: false }]);
  });

  it('a visit that is erased leaves nothing that names it', async () => {
    const { at, session_id, headers, finish, kept } = await underWay();
    const erased = await at.post('/privacy/v1/erase', {}, headers);
    expect(erased.statusCode, erased.body).toBe(200);
    await finish();
    for (const name of ['conversations', 'conversation_answers', 'chat_transcripts'])
      expect([name, await kept(name)]).toEqual([name, []]);
    expect(JSON.stringify(await kept('chat_records'))).not.toContain(session_id);
  });
});
