import { defineProblem } from '../http/index.ts';

export const chatOff = defineProblem({
  code: 'chat-off',
  status: 404,
  title: 'This store has no assistant',
  advice: 'Switch it on: varai chat setup --enabled',
});
export const tooManyMessages = defineProblem({
  code: 'too-many-messages',
  status: 429,
  title: 'That was too many messages in a short time',
  advice: 'Wait for the seconds that Retry-After names, then write again.',
});
export const chatBusy = defineProblem({
  code: 'chat-busy',
  status: 503,
  title: 'The assistant is talking to too many people right now',
  advice: 'Send the same message with the same message_id again after the seconds that Retry-After names.',
});
export const messageTaken = defineProblem({
  code: 'message-taken',
  status: 409,
  title: 'This message_id belongs to another message of the conversation',
  advice: 'Make a new message_id for every new message, and use it again only to send the same one again.',
});
export const turnUnknown = defineProblem({
  code: 'turn-unknown',
  status: 404,
  title: 'The conversation has no such answer',
  advice: 'Use the turn_id that came with the answer. Conversations end after 24 hours.',
});
export const conversationUnknown = defineProblem({
  code: 'conversation-unknown',
  status: 404,
  title: 'There is no conversation in this visit',
  advice: 'Begin one: POST /v1/ai/chat. Conversations end after 24 hours.',
});
export const chatSettingsInvalid = defineProblem({
  code: 'chat-settings-invalid',
  status: 422,
  title: 'These settings of the assistant don’t go together',
  advice: 'Each entry of `errors` names one place.',
});
