"""A question is known by its whole text: 3.5 is not 35, and ≥ is not ≤."""

from django.db import migrations, models

from zhixing.examine.bank.rules import same_text
from zhixing.foundation.machinery.bulk import update_many


def whole_text(apps, schema):
    items = apps.get_model("bank", "BankItem")
    changed = []
    for item in items.objects.only("pk", "text", "same").iterator(chunk_size=2000):
        item.same = same_text(item.text)
        changed.append(item)
    update_many(changed, ["same"])


class Migration(migrations.Migration):
    dependencies = [("bank", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="bankitem",
            name="same",
            field=models.CharField(
                db_index=True,
                help_text="the whole question as it is compared (rules.same_text)",
                max_length=200,
            ),
        ),
        migrations.RunPython(whole_text, migrations.RunPython.noop, elidable=True),
    ]
