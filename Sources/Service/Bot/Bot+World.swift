import Conversation
import Desk
import Flows
import Sessions

extension Bot {
    /// What Sessions needs of a bot's files: the world, the queues as the desk's own configuration, the policy's words.
    init(_ world: World) {
        let policy = world.program.policy
        self.init(
            world: world, desk: DeskConfiguration(world.program.queues),
            channels: policy.channels.map { Channel(name: $0.name, isAsynchronous: $0.isAsynchronous) },
            languages: policy.languages, origins: policy.origins)
    }
}
