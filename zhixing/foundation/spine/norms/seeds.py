"""What a new county begins with: editable, each with its source and how sure it is (domain.md, problem-states.md)."""

from __future__ import annotations

import datetime as dt
from typing import Any

SINCE = dt.date(2020, 1, 1)

# key, Chinese, English, kind, value, source, evidence
SEEDS: list[tuple[str, str, str, str, Any, str, str]] = [
    ("problem.acceptance", "签收期限（工作日）", "Accept within (working days)", "days", 2, "知行建议", "D"),
    ("problem.contact", "联系反映人期限（工作日）", "Contact the reporter within (working days)", "days", 3, "知行建议", "D"),
    ("problem.answer", "办理期限（工作日）", "Solve and report within (working days)", "days", 5, "山东省热线办理规定（2020）", "F"),
    ("problem.extension", "延期最长（工作日）", "Longest extension (working days)", "days", 10, "山东省热线办理规定（2020）", "F"),
    ("problem.extension_before", "延期须提前申请（工作日）", "Ask for an extension before due (working days)", "days", 1, "泉州市企业诉求办理规定（2022）", "F"),
    ("problem.assignment_return", "退回期限（工作日）", "Return as not ours within (working days)", "days", 2, "山东省热线办理规定（2020）", "F"),
    ("problem.call_back", "回访期限（工作日）", "Call back within (working days)", "days", 5, "知行建议", "D"),
    ("problem.fair_minimum", "重办最短期限（工作日）", "Fair minimum when reopened (working days)", "days", 2, "知行建议", "D"),
    ("problem.reopening", "可重开期限（天）", "May be reopened within (days)", "days", 90, "知行建议", "D"),
    ("problem.effect_check", "效果复查期限（天）", "Check the effect after (days)", "days", 90, "知行建议", "D"),
    ("problem.shelving_review", "挂账复核期限（天）", "Review a shelving after (days)", "days", 90, "知行建议", "D"),
    ("problem.immediate", "立行立改期限（工作日）", "To be mended at once: within (working days)", "days", 3, "知行建议", "D"),
    ("problem.common", "共性问题起点（个单位）", "Common from (units)", "number", 3, "知行建议", "D"),
    ("session.notice_days", "学习通知提前（工作日）", "Session notice before (working days)", "days", 5, "知行建议", "D"),
    ("session.make_up_days", "补学期限（工作日）", "Make up within (working days)", "days", 10, "知行建议", "D"),
    ("session.report_days", "一学一报期限（工作日）", "Session report within (working days)", "days", 5, "知行建议", "D"),
    ("session.per_quarter", "集体学习研讨每季度不少于（次）", "Collective study at least (times a quarter)", "number", 1, "《中国共产党党委（党组）理论学习中心组学习规则》第九条至第十条", "C"),
    ("session.per_month", "集体学习研讨每月（次）", "Collective study a month (times)", "number", 1, "乡镇、机关学习制度通例", "C"),
    ("session.attendance", "参学率不低于（%）", "Attendance at least (%)", "number", 90, "乡镇学习制度通例", "C"),
    ("session.kinds", "集体学习的种类", "Kinds of session", "list", [
        {"code": "collective", "zh": "集体学习研讨", "en": "collective study"}, {"code": "on_site", "zh": "现场学习", "en": "on-site study"},
        {"code": "three_part", "zh": "三位一体", "en": "three-part session"}, {"code": "thematic", "zh": "专题研讨", "en": "thematic discussion"},
        {"code": "joint", "zh": "联组学习", "en": "joint study"}, {"code": "exchange", "zh": "交流会", "en": "exchange meeting"}, {"code": "special", "zh": "专题会议", "en": "special meeting"},
        {"code": "scene", "zh": "实景讲学", "en": "lecture on the real scene"}, {"code": "extended", "zh": "扩大学习", "en": "extended study"},
    ], "青禾县（示例）", "D"),
    ("joint.few", "人数较少的中心组不超过（人）", "Members of a small study group, at most", "number", 3, "知行建议", "D"),
    ("agenda.first_item", "议程须以第一议题开头", "The agenda opens with the first item", "yes", True, "铜陵市直机关旁听通知（2024）所查项目", "F"),
    ("report.max_characters", "一学一报最多字数", "Session report at most (characters)", "number", 1500, "知行建议", "D"),
    ("archive.permanent", "学习档案永久保管的", "Study archive: kept permanently", "list", [{"code": "minutes", "zh": "学习记录", "en": "minutes"}], "国家档案局令第8号；党组会议记录永久保管的通例", "C"),
    ("archive.thirty_years", "学习档案保管30年的", "Study archive: kept 30 years", "list", [
        {"code": "plan", "zh": "年度学习计划", "en": "annual study plan"}, {"code": "annual_report", "zh": "年度学习情况报告", "en": "annual report"}, {"code": "report", "zh": "一学一报", "en": "session report"},
        {"code": "speeches", "zh": "研讨发言提纲", "en": "speech outlines"}, {"code": "attendance", "zh": "考勤表", "en": "attendance sheet"}, {"code": "file", "zh": "附件", "en": "attached files"},
    ], "国家档案局令第8号；机关计划总结、简报保管30年的通例，其余为知行建议", "C"),
    ("archive.ten_years", "学习档案保管10年的", "Study archive: kept 10 years", "list", [
        {"code": "notice", "zh": "学习通知", "en": "session notice"}, {"code": "agenda", "zh": "议程", "en": "agenda"}, {"code": "circular", "zh": "通报", "en": "circular"},
    ], "国家档案局令第8号的期限，归类为知行建议", "D"),
    ("plan.filing_due", "年度计划报备截止（月-日）", "Plans filed by (month-day)", "list", ["01-31"], "省直单位学习制度通例", "C"),
    ("plan.required_topics", "规定动作须全部安排", "All required topics are placed", "yes", True, "县年度专题学习安排", "D"),
    ("plan.key_speakers", "每个专题有重点发言人", "Every topic has a key speaker", "yes", True, "乡镇学习制度通例", "C"),
    ("plan.in_time", "计划的专题在所定月份内学习", "Topics are studied in the months planned", "yes", True, "知行建议", "D"),
    ("content.categories", "学习内容九类", "The nine content categories", "list", [
        {"code": "theory", "zh": "理论武装", "en": "theory", "aliases": []},
        {"code": "party_rules", "zh": "党章党规党纪", "en": "party constitution, rules and discipline", "aliases": ["党章党规", "党规党纪"]},
        {"code": "policy", "zh": "路线方针政策", "en": "line, principles and policies", "aliases": ["党的路线方针政策", "方针政策"]},
        {"code": "law", "zh": "法律法规", "en": "laws and regulations", "aliases": ["国家法律法规", "宪法和法律法规"]},
        {"code": "values", "zh": "核心价值观", "en": "core values", "aliases": ["社会主义核心价值观"]},
        {"code": "history", "zh": "历史", "en": "history", "aliases": ["党史国史", "党史、新中国史"]},
        {"code": "knowledge", "zh": "各方面知识", "en": "knowledge of all fields", "aliases": ["经济、政治、文化、社会、生态、科技、军事、外交、民族、宗教", "社会、生态知识", "经济知识", "社会知识", "生态知识", "科技知识"]},
        {"code": "reform", "zh": "改革发展重点难点", "en": "hard points of reform and development", "aliases": ["改革发展实践中的重点难点问题", "改革发展实践中的重点难点"]},
        {"code": "other", "zh": "上级要求的其他内容", "en": "other content required from above", "aliases": ["其他内容", "上级要求的其他重要内容"]},
    ], "《中国共产党党委（党组）理论学习中心组学习规则》第八条", "F"),
    ("test.bands", "测试档次", "Bands of a test", "list", [
        {"code": "excellent", "zh": "优秀", "en": "excellent", "from": 8500}, {"code": "good", "zh": "良好", "en": "good", "from": 7000},
        {"code": "pass", "zh": "合格", "en": "pass", "from": 6000}, {"code": "red", "zh": "红色区", "en": "red zone", "from": 0},
    ], "60 为合格、85 为优秀是通例，70 一线为知行建议", "D"),
    ("sitin.feedback_days", "旁听反馈期限（工作日）", "Comment after a sit-in within (working days)", "days", 5, "铜陵市直机关旁听通知（2024）", "F"),
    ("sitin.notice_days", "旁听提前告知（工作日）", "Sit-in told before (working days)", "days", 2, "铜陵市直机关旁听通知（2024）", "F"),
    ("rate.minimum", "少于此数不算率", "No rate below (cases)", "number", 10, "知行建议", "D"),
    ("files.max_photos", "照片最多（张）", "Photos at most", "number", 3, "《关于防治“指尖上的形式主义”的若干意见》精神", "D"),
]  # fmt: skip
