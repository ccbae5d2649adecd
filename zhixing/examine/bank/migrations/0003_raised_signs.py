"""A question with a raised sign is another one than without: m² is not m2."""

from django.db import migrations

from zhixing.examine.bank.rules import same_text
from zhixing.foundation.machinery.bulk import update_many


def whole_text(apps, schema):
    items = apps.get_model("bank", "BankItem")
    changed = []
    for item in items.objects.only("pk", "text", "same").iterator(chunk_size=2000):
        same = same_text(item.text)
        if same != item.same:
            item.same = same
            changed.append(item)
    update_many(changed, ["same"])


class Migration(migrations.Migration):
    dependencies = [("bank", "0002_whole_text_of_a_question")]

    operations = [migrations.RunPython(whole_text, migrations.RunPython.noop, elidable=True)]
