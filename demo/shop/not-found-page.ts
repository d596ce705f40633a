import { html } from './html.ts';
import { page } from './page.ts';

export function notFoundPage(): string {
  return page({
    title: 'Not here',
    description: 'There is no such page.',
    withWidget: false,
    main: html`
<section class="cart">
<h1>There is no such frame</h1>
<p><a href="/demo">Look at the ones there are</a></p>
</section>`,
  });
}
