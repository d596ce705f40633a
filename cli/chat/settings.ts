import type { ChatSettings } from '../../server/chat/settings.ts';

/** The settings, a line each; of the questions how many there are in which language. */
export function settingsInWords(settings: ChatSettings): string {
  const { enabled, assistant_name, tone, voice, model, handover, faq } = settings;
  const languages = new Map<string, number>();
  for (const { language } of faq) languages.set(language, (languages.get(language) ?? 0) + 1);
  const questions = [...languages].map(([language, n]) => `${n} ${language}`).join(', ');
  const ways = [handover?.email, handover?.phone, handover?.url, handover?.hours].filter(Boolean).join(', ');
  return [
    `Assistant  ${enabled ? 'on' : 'off'}`,
    `Name       ${assistant_name ?? 'none'}`,
    `Tone       ${tone}`,
    `Voice      ${voice ?? 'none'}`,
    `Model      ${model === 'vertex' ? 'Vertex AI where the server has it, else local' : 'local: nothing leaves the server'}`,
    `People     ${ways || 'nobody to hand over to'}`,
    `Questions  ${questions || 'none'}`,
  ].join('\n');
}
