/** Stage Distil: the policy of the agreeing LSMs in one small actor each. */
export const distil = {
  'distil.question': 'Can they act without talking?',
  'distil.lead':
    'Each server watches what the agreed policy decides and trains one small network of its own to do the same: after that it needs no messages at all.',
} as const;
