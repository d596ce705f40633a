import { writeFile } from 'node:fs/promises';
import { Args, Flags } from '@oclif/core';
import type { AnalysisResult, Measurements } from '../../server/face/index.ts';
import { storeFlags, VaraiCommand } from '../command.ts';

export default class Analyze extends VaraiCommand {
  static override summary = 'Measure the face in a photo';
  static override description =
    'Prints millimetres with their 95 % intervals, the face shape and the frame size that follows. The photo is ' +
    'measured in memory and not kept; running the command is the consent of whoever is in the picture, or given for them.';
  static override examples = [
    '<%= config.bin %> analyze selfie.jpg',
    '<%= config.bin %> analyze selfie.jpg --pd 63 --overlay measured.png',
    '<%= config.bin %> analyze selfie.jpg --json | jq .measurements.pupillary_distance',
  ];
  static override args = { photo: Args.string({ required: true, description: 'JPEG, PNG or WebP file' }) };
  static override flags = {
    ...storeFlags,
    overlay: Flags.string({
      description: 'Write the photo with mesh, PD line and sizes drawn over it, as PNG',
    }),
    pd: Flags.string({ description: 'Pupillary distance you know, in mm: a better scale than the iris' }),
    'old-frame': Flags.string({ description: 'Numbers inside a frame that fits you, such as 52-18-145' }),
    distance: Flags.string({ description: 'Distance of the camera in mm, if you know it' }),
    flat: Flags.boolean({
      description: 'The picture is a drawing: it has no perspective',
      exclusive: ['distance'],
    }),
  };

  async run(): Promise<AnalysisResult> {
    const { args, flags } = await this.parse(Analyze);
    const { readPhoto, withMeasuredPhoto } = await import('../photo.ts');
    const { millimetres } = await import('../numbers.ts');
    const photo = {
      file: args.photo,
      ownPd: millimetres('--pd', flags.pd),
      oldFrame: flags['old-frame'],
      distanceMm: millimetres('--distance', flags.distance),
      isFlat: flags.flat,
      withLandmarks: flags.overlay !== undefined,
    };
    const result = await this.withClient(flags, (client) =>
      withMeasuredPhoto(client, photo, async (analysis) => analysis),
    );
    if (flags.overlay !== undefined) {
      const { drawOverlay } = await import('../../server/face/index.ts');
      await writeFile(
        flags.overlay,
        await drawOverlay(await readPhoto(args.photo), result, result.landmarks ?? []),
      );
    }
    if (!this.jsonEnabled()) this.log(await report(result, flags.overlay));
    return result;
  }
}

const NAMES: Record<keyof Measurements, string> = {
  pupillary_distance: 'Pupillary distance, as photographed',
  far_pupillary_distance: 'Pupillary distance, looking far',
  left_pupillary_distance: '  left eye to nose',
  right_pupillary_distance: '  right eye to nose',
  face_width: 'Face width',
  face_height: 'Face height',
  forehead_width: 'Forehead width',
  cheekbone_width: 'Cheekbone width',
  jaw_width: 'Jaw width',
  temple_width: 'Temple width',
  nose_width: 'Nose width',
  bridge_width: 'Bridge width',
  eye_width: 'Eye width',
};

async function report(result: AnalysisResult, overlay: string | undefined): Promise<string> {
  const { table } = await import('../table.ts');
  const { measurements, face_shape: shape, frame_size: size, quality, pose, camera } = result;
  const rows = (Object.keys(NAMES) as (keyof Measurements)[]).map((name) => {
    const { value, low, high, confidence } = measurements[name];
    return [
      NAMES[name],
      value.toFixed(1),
      `${low.toFixed(1)} – ${high.toFixed(1)}`,
      `${Math.round(confidence * 100)} %`,
    ];
  });
  const shapes = Object.entries(shape.scores)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, score]) => `${name} ${Math.round(score * 100)} %`);
  const range = ({ low, high }: { low: number; high: number }) => `${Math.round(low)}–${Math.round(high)}`;
  return [
    table(['Measurement', 'mm', '95 % interval', 'Confidence'], rows),
    '',
    `Face shape   ${shapes.join(', ')}`,
    `Frame size   ${size.label}: lens ${range(size.lens_width)} □ bridge ${range(size.bridge)} – temple ${range(size.temple)}, total width ${range(size.total_width)} mm`,
    `Pose         yaw ${pose.yaw.toFixed(1)}°, pitch ${pose.pitch.toFixed(1)}°, roll ${pose.roll.toFixed(1)}°`,
    `Camera       ${camera.distance_mm === null ? 'no perspective' : `${Math.round(camera.distance_mm / 10)} cm`} (${camera.source})`,
    `Photo        ${Math.round(quality.score * 100)} of 100${quality.issues.map(({ advice }) => `\n             ${advice}`).join('')}`,
    '',
    result.intended_use,
    ...(overlay === undefined ? [] : [`Overlay written to ${overlay}`]),
  ].join('\n');
}
