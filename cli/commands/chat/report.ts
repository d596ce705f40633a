import { Flags } from '@oclif/core';
import type { ChatReport as Report } from '../../../server/chat/quality/report.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { table } from '../../table.ts';

export default class ChatReport extends VaraiCommand {
  static override summary = 'How well a store’s assistant does';
  static override examples = [
    '<%= config.bin %> chat report',
    '<%= config.bin %> chat report --days 30 --json',
  ];
  static override flags = {
    ...storeFlags,
    days: Flags.integer({
      description: 'Of conversations that began in so many days',
      default: 7,
      min: 1,
      max: 90,
    }),
  };

  async run(): Promise<Report> {
    const { flags } = await this.parse(ChatReport);
    const report = await this.withClient(flags, (client) =>
      client.call<Report>({ method: 'GET', path: '/admin/v1/chat/report', query: { days: flags.days } }),
    );
    this.log(inWords(report, flags.days));
    return report;
  }
}

const number = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 1000) / 10} %`);
const seconds = (value: number | null) => (value === null ? '–' : `${Math.round(value * 1000) / 1000} s`);

function inWords(report: Report, days: number): string {
  const { conversations, turns, helpful, not_helpful, unanswered, metrics, joinable } = report;
  if (conversations === 0) return `No conversations in ${number(days, 'day')}.`;
  const { mean, p95 } = metrics.conversation_response_time_seconds;
  const satisfaction = metrics.user_satisfaction_score;
  const converted = metrics.conversations_leading_to_conversion;
  const rows: [string, string][] = [
    ['Response time, mean', seconds(mean)],
    ['Response time, 95 % within', seconds(p95)],
    ['Messages understood', percent(metrics.intent_recognition_accuracy)],
    ['References understood', percent(metrics.context_maintenance_score)],
    ['Conversations completed', percent(metrics.conversation_completion_rate)],
    ['Satisfaction, 1 to 5', satisfaction === null ? '–' : satisfaction.toFixed(1)],
    ['Coherent answers', percent(metrics.conversation_coherence_score)],
    ['Goals reached', percent(metrics.goal_achievement_rate)],
    ['Fallbacks', percent(metrics.fallback_trigger_rate)],
    ['Led to an order', converted === null ? '–' : `${converted} of ${joinable} that may be joined`],
    ['Mean duration', seconds(metrics.average_conversation_duration)],
    ['Came back', percent(metrics.repeat_conversation_rate)],
  ];
  const counts = (title: string, all: Readonly<Record<string, number>>) => {
    const some = Object.entries(all).sort(([, a], [, b]) => b - a);
    return some.length === 0 ? [] : [`${title}: ${some.map(([name, n]) => `${name} ${n}`).join(', ')}`];
  };
  return [
    `${number(conversations, 'conversation')}, ${number(turns, 'message')} in ${number(days, 'day')}; ${unanswered} unanswered, ${helpful} rated a help, ${not_helpful} not.`,
    table(['', ''], rows).split('\n').slice(2).join('\n'),
    ...counts('About', report.intents),
    ...counts('Languages', report.languages),
    ...counts('Answered by', report.models),
    ...counts('Fallbacks', report.fallbacks),
    ...counts('No help because', report.reasons),
  ].join('\n');
}
