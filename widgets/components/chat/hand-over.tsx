import type { HandoverContact } from '../../../server/chat/settings.ts';
import type { Ui } from '../ui.ts';

/** Where people are reached. The addresses are the merchant's; what is no e-mail, phone or https is left out. */
export function HandOver({ ui: { t }, contact }: { ui: Ui; contact: HandoverContact | null }) {
  const { email, phone, url, hours } = contact ?? {};
  const links: readonly (readonly [string, string])[] = [
    ...(email === undefined ? [] : [[mailTo(email), t('chat_mail')] as const]),
    ...(phone === undefined
      ? []
      : [[`tel:${phone.replace(/[^+\d]/g, '')}`, t('chat_call', { phone })] as const]),
    ...(url?.startsWith('https://') ? [[url, t('chat_page')] as const] : []),
  ];
  return (
    <section class="card note">
      <h3>{t('chat_person')}</h3>
      {links.length === 0 && <p>{t('chat_nobody')}</p>}
      <div class="row">
        {links.map(([href, label]) => (
          <a
            key={href}
            class="plain"
            href={href}
            {...(href === url ? { target: '_blank', rel: 'noopener' } : {})}
          >
            {label}
          </a>
        ))}
      </div>
      {hours !== undefined && (
        <p class="small" dir="auto">
          {hours}
        </p>
      )}
    </section>
  );
}

/** As RFC 6068 has it: the @ stands, and nothing in the address can add a header. */
const mailTo = (email: string) => `mailto:${email.split('@').map(encodeURIComponent).join('@')}`;
