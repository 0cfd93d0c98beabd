import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { BotAdapter, TurnContext } = require('botbuilder');

/**
 * An adapter as its documentation asks for one where there is no channel service: activities in, activities out. Its own
 * TestAdapter knows one conversation and keeps every reply, so that it could not be driven by thousands of people.
 */
export class LoopbackAdapter extends BotAdapter {
  constructor(heard) {
    super();
    this.heard = heard;
    this.ids = 0;
  }

  async sendActivities(context, activities) {
    return activities.map((activity) => {
      if (activity.type === 'message') {
        const labels = activity.suggestedActions?.actions?.map(({ title }) => title) ?? [];
        this.heard(activity.conversation.id, activity.text, labels);
      }
      return { id: String(this.ids++) };
    });
  }

  async updateActivity() {}
  async deleteActivity() {}

  /** One message of hers through the middleware and the bot; resolves when its turn is over and its state saved. */
  say(person, text, logic) {
    const activity = {
      type: 'message',
      id: String(this.ids++),
      channelId: 'loopback',
      serviceUrl: 'urn:loopback',
      timestamp: new Date(),
      conversation: { id: person },
      from: { id: person, name: 'Luz' },
      recipient: { id: 'bot' },
      text,
    };
    return this.runMiddleware(new TurnContext(this, activity), logic);
  }
}
