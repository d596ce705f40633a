import type { FastifyRequest } from 'fastify';
import type { Session, Sessions } from './access/index.ts';
import type { AppDeps } from './app.ts';
import { NEEDS } from './data/index.ts';
import { eraseAnalyses, latestAnalysis } from './face/index.ts';
import type { RateLimit } from './http/index.ts';
import { openAnswers, sendsOptOut, wordsOf } from './privacy/index.ts';

type Deps = Pick<
  AppDeps,
  'analyses' | 'audit' | 'cache' | 'chat' | 'privacy' | 'sessions' | 'sync' | 'vault'
>;

/**
 * Sessions with what stands around them in this application: each request of one is counted, a browser's opt-out
 * signal is heeded, and a withdrawn consent reaches everything that was kept under it.
 */
export function openVisits(deps: Deps, rates: Pick<RateLimit, 'session'>) {
  const { analyses, audit, cache, chat, privacy, sessions, sync, vault } = deps;

  async function forgetFace({ store_id, session_id }: Pick<Session, 'store_id' | 'session_id'>) {
    await Promise.all([
      eraseAnalyses(analyses, store_id, session_id),
      chat.conversations.forgetFace(store_id, session_id),
      vault.shred({ store_id, subject: `session:${session_id}` }),
      sessions.saveFace(session_id, null),
      cache.deleteByTag(`session:${session_id}`),
    ]);
  }

  const answers = openAnswers({
    log: privacy.consents,
    audit,
    saveConsents: sessions.saveConsents,
    async withdraw(subject, purposes) {
      const { store_id, session_id } = subject;
      if (purposes.includes('face_analysis_processing')) await forgetFace(subject);
      if (purposes.includes('personalized_recommendations')) await cache.deleteByTag(`session:${session_id}`);
      if (!purposes.includes('analytics_and_improvement')) return;
      await sync.unlearn(store_id, session_id);
      await chat.unlearn(store_id, session_id);
    },
  });

  function heeded(request: FastifyRequest, session: Session): Session | Promise<Session> {
    rates.session(request, session.session_id);
    return sendsOptOut(request) ? answers.heedSignal(session, wordsOf(request)) : session;
  }

  const sessionFor: Sessions['of'] = async (request, session_id) =>
    heeded(request, await sessions.of(request, session_id));
  const sessionOfToken: Sessions['ofToken'] = async (request) =>
    heeded(request, await sessions.ofToken(request));

  /** The measured face of a visit, for a ranking. Whoever reads one is noted before it is used. */
  async function analysisFor({ store_id, session_id }: Pick<Session, 'store_id' | 'session_id'>) {
    const analysis = await latestAnalysis(analyses, store_id, session_id);
    if (analysis !== null)
      await audit.note({
        store_id,
        actor: 'system',
        action: 'face_analyses.read',
        target: audit.subject(store_id, `session:${session_id}`),
        reason: NEEDS.recommendation,
      });
    return analysis;
  }

  /** Which analysis the shopper has agreed to have used: known without asking the store. */
  const faceOf = ({ face, consents }: Session) =>
    face !== null && consents.face_analysis_processing?.granted ? { analysis_id: face.analysis_id } : null;

  /** What of a visit may still be kept: asked of the store, by who has just written something of it. */
  async function standing({ store_id, session_id }: Session, customer_id: string | null) {
    const [[session], erased] = await Promise.all([
      sessions.find(store_id, [session_id]),
      privacy.tombstones.among(store_id, {
        session_ids: [session_id],
        customer_ids: customer_id === null ? [] : [customer_id],
      }),
    ]);
    const isGranted = (purpose: 'face_analysis_processing' | 'analytics_and_improvement') =>
      session?.consents[purpose]?.granted ?? false;
    return {
      visit: session !== undefined && erased.session_ids.length + erased.customer_ids.length === 0,
      face: isGranted('face_analysis_processing'),
      analytics: isGranted('analytics_and_improvement'),
    };
  }

  return { sessionFor, sessionOfToken, analysisFor, faceOf, standing, answers };
}
