import { demoCatalogue } from '../demo/frames/catalogue.ts';
import type { ProductInput } from '../server/catalog/index.ts';

/** As many products as asked for: the demo's frames over and over, each time a little wider and dearer. */
export function manyProducts(count: number): ProductInput[] {
  const models = demoCatalogue();
  return Array.from({ length: count }, (_, i) => {
    const model = models[i % models.length] as ProductInput;
    const round = Math.floor(i / models.length);
    const product_id = `${model.product_id}-${round}`;
    const wider = (mm: number | null) => mm && Math.min(mm + (round % 7), 60);
    return {
      ...model,
      product_id,
      title: `${model.title} ${round}`,
      price: model.price + round * 100,
      eyewear: { ...model.eyewear, lens_width: wider(model.eyewear.lens_width), total_width: null },
      variants: model.variants.map((variant) => ({
        ...variant,
        variant_id: `${variant.variant_id}-${round}`,
        price: variant.price + round * 100,
      })),
    };
  });
}
