import { Args, Flags } from '@oclif/core';
import type { RecommendationList } from '../../server/recommend/schema.ts';
import type { Client } from '../client.ts';
import { storeFlags, VaraiCommand } from '../command.ts';

export default class Recommend extends VaraiCommand {
  static override summary = 'Rank a store’s frames for a face, a taste, or both';
  static override examples = [
    '<%= config.bin %> recommend selfie.jpg --store demo',
    '<%= config.bin %> recommend --preferences "round tortoise under 150, not black" --store demo',
    '<%= config.bin %> recommend --face-shape round --limit 5 --json',
  ];
  static override args = {
    photo: Args.string({ description: 'Photo to measure first; without it taste alone decides' }),
  };
  static override flags = {
    ...storeFlags,
    preferences: Flags.string({ description: 'What is wanted, in your own words' }),
    'face-shape': Flags.string({
      description: 'Face shape, if you know it: oval, round, square, oblong, heart, diamond or triangle',
    }),
    'old-frame': Flags.string({ description: 'Numbers inside a frame that fits you, such as 52-18-145' }),
    limit: Flags.integer({ description: 'How many', default: 10, min: 1, max: 50 }),
    flat: Flags.boolean({ description: 'The picture is a drawing: it has no perspective' }),
  };

  async run(): Promise<RecommendationList> {
    const { args, flags } = await this.parse(Recommend);
    const { withMeasuredPhoto } = await import('../photo.ts');
    const list = await this.withClient(flags, (client) => {
      const rank = (of: Client, session_id?: string) =>
        of.call<RecommendationList>({
          method: 'GET',
          path: '/v1/recommendations',
          query: {
            session_id,
            face_shape: flags['face-shape'],
            preferences: flags.preferences,
            old_frame: flags['old-frame'],
            limit: flags.limit,
          },
        });
      if (args.photo === undefined) return rank(client);
      return withMeasuredPhoto(client, { file: args.photo, isFlat: flags.flat }, ({ session_id }, visiting) =>
        rank(visiting, session_id),
      );
    });
    if (!this.jsonEnabled()) this.log(await report(list, flags.store));
    return list;
  }
}

async function report(list: RecommendationList, store: string): Promise<string> {
  if (list.recommendations.length === 0) {
    return `No frames match in store "${store}".\nNext:  loosen the wish, or import products: varai catalog import FILE --store ${store}`;
  }
  const { price } = await import('../numbers.ts');
  const lines = list.recommendations.map((frame, index) => {
    const { lens_width, bridge, temple } = frame.frame;
    const size = lens_width && bridge ? `  ${lens_width}□${bridge}${temple ? `-${temple}` : ''}` : '';
    const head = `${`${index + 1}.`.padStart(3)} ${frame.title}${size}  ${price(frame.price, frame.currency)}  ${Math.round(frame.score * 100)} %`;
    return [head, ...frame.reasons.map((reason) => `      ${reason}`)].join('\n');
  });
  return [...(list.face_shape ? [`Face shape: ${list.face_shape}`] : []), ...lines].join('\n');
}
