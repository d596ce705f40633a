import { defineProblem } from '../http/index.ts';

export const consentRequired = defineProblem({
  code: 'consent-required',
  status: 403,
  title: 'The shopper has not agreed to this',
  advice:
    'Ask, and record the answer with POST /v1/consents. Without it, go on without the photo: filters and sizes work too.',
});

export const consentTextUnknown = defineProblem({
  code: 'consent-text-unknown',
  status: 422,
  title: 'There is no such version of the consent text',
  advice: 'Send the `text_version` of the words that were shown; GET /privacy/v1/notice lists them.',
});

export const personUnnamed = defineProblem({
  code: 'person-unnamed',
  status: 422,
  title: 'This does not say whose data is meant',
  advice: 'Name a session_id, a customer_id (the platform’s own) or an order_id.',
});

export const noEmailsKept = defineProblem({
  code: 'no-emails-kept',
  status: 422,
  title: 'No e-mail addresses, names or addresses are kept here',
  advice: 'Look the person up in the shop, and name their customer_id or an order_id.',
});

export const requestUnknown = defineProblem({
  code: 'privacy-request-unknown',
  status: 404,
  title: 'There is no such request or receipt',
  advice: 'Check the number; `varai privacy report` lists the requests of a store.',
});

export const nobodyLeft = defineProblem({
  code: 'privacy-request-closed',
  status: 410,
  title: 'Whom this request was about is no longer known',
  advice: 'It was answered, or the person was erased since. `varai privacy export` makes a new archive.',
});
