using System.Data;
using System.Globalization;
using Dapper;

namespace NewsBot.Storage.Values;

/// <summary>Days as text: yyyy-MM-dd.</summary>
internal sealed class DayHandler : SqlMapper.ITypeHandler
{
    public object Parse(Type destinationType, object value) =>
        DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : DBNull.Value;
    }
}
