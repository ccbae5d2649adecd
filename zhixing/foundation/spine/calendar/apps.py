from zhixing.foundation.machinery import registry


class CalendarConfig(registry.RoomConfig):
    name = "zhixing.foundation.spine.calendar"
    label = "calendar"
